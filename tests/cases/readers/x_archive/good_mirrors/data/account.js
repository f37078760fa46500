window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "removed@voss.example",
      "createdVia" : "web",
      "username" : "mara_voss",
      "accountId" : "1000000000000000001",
      "accountDisplayName" : "Mara Voss"
    }
  }
]
