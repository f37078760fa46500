<?php
// Installs a WordPress and says the application passwords of its users, as JSON: php wordpress_setup.php SITE
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = getenv('ACME_HOST');
$_SERVER['REQUEST_URI'] = '/';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Acme', 'jo', 'jo@acme.example', true, '', wp_generate_password());
// sees that other people's posts are there, and may not read them
add_role('helper', 'Helper', array('read' => true, 'edit_posts' => true, 'edit_pages' => true));

$passwords = array();
foreach (array('jo' => 'administrator', 'ed' => 'editor', 'al' => 'author', 'hal' => 'helper') as $name => $role) {
    $id = username_exists($name) ?: wp_create_user($name, wp_generate_password(), "$name@acme.example");
    (new WP_User($id))->set_role($role);
    list($password) = WP_Application_Passwords::create_new_application_password($id, array('name' => 'Hatcheck'));
    $passwords[$name] = "$name:" . WP_Application_Passwords::chunk_password($password);
}
echo json_encode(array('version' => get_bloginfo('version'), 'passwords' => $passwords));
