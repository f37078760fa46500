window.YTD.account.part0 = [ { "account" : { "email" : "removed@voss.example" } } ]
