window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "created_at" : "Thu Jan 07 09:00:00 +0000 2021",
      "id_str" : "7",
      "full_text" : "Bread number 7",
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>"
    }
  }
]
