window.YTD.account.part0 = [ { "account" : { "username" : "mara_voss", "accountId" : "1" } } ]
