window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "created_at" : "Tue Jul 04 09:00:00 +0000 2017",
      "id_str" : "4",
      "full_text" : "Bread number 4",
      "source" : "<a href=\"https://ifttt.com\" rel=\"nofollow\">IFTTT</a>"
    }
  },
  { "tweet" : { "source" : "x", "source" : "y" } }
]
