<?php
// What only WordPress itself can do: php wordpress_change.php SITE late ID | permalinks STRUCTURE
$_SERVER['HTTP_HOST'] = getenv('ACME_HOST');
$_SERVER['REQUEST_URI'] = '/';
$_GET['doing_wp_cron'] = '1'; // nothing is published by this
require $argv[1] . '/wp-load.php';

if ($argv[2] === 'late') {
    // as when nobody came for ten minutes
    $id = (int) $argv[3];
    $then = time() - 600;
    $date = gmdate('Y-m-d H:i:s', $then);
    $wpdb->update($wpdb->posts, array('post_date' => $date, 'post_date_gmt' => $date), array('ID' => $id));
    wp_clear_scheduled_hook('publish_future_post', array($id));
    wp_schedule_single_event($then, 'publish_future_post', array($id));
} else {
    update_option('permalink_structure', $argv[3]);
    flush_rewrite_rules();
}
