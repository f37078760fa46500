window.YTD.tweet.part0 = [ {
      "created_at" : "Thu Feb 02 09:00:00 +0000 2017",
      "id_str" : "9",
      "full_text" : "Bread number 9",
      "source" : "<a href=\"https://crossposter.masto.donte.com.br\" rel=\"nofollow\">Mastodon-Twitter Crossposter</a>"
} ]
