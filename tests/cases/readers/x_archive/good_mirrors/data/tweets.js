window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "created_at" : "Wed Oct 10 20:19:24 +0000 2018",
      "id_str" : "1",
      "full_text" : "Bread number 1",
      "source" : "<a href=\"http://instagram.com\" rel=\"nofollow\">Instagram</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Sun Mar 01 09:00:00 +0000 2015",
      "id_str" : "2",
      "full_text" : "Bread number 2",
      "source" : "<a href=\"http://instagram.com\" rel=\"nofollow\">Instagram</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Mon Jun 03 09:00:00 +0000 2019",
      "id_str" : "3",
      "full_text" : "Bread number 3",
      "source" : "<a href=\"https://buffer.com\" rel=\"nofollow\">Buffer</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Jul 04 09:00:00 +0000 2017",
      "id_str" : "4",
      "full_text" : "Bread number 4",
      "source" : "<a href=\"https://ifttt.com\" rel=\"nofollow\">IFTTT</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Jul 05 09:00:00 +0000 2016",
      "id_str" : "5",
      "full_text" : "Bread number 5",
      "source" : "<a href=\"http://twitterfeed.com\" rel=\"nofollow\">twitterfeed</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Wed Jan 06 09:00:00 +0000 2021",
      "id_str" : "6",
      "full_text" : "Bread number 6",
      "source" : "<a href=\"https://lindgren.example\" rel=\"nofollow\">Lindgren Bakery Poster</a>"
    }
  },
  {
    "tweet" : {
      "created_at" : "Thu Jan 07 09:00:00 +0000 2021",
      "id_str" : "7",
      "full_text" : "Bread number 7",
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>"
    }
  }
]
