window.YTD.connected_application.part0 = [
  {
    "connectedApplication" : {
      "organization" : {
        "name" : "Instagram",
        "url" : "http://instagram.com"
      },
      "name" : "Instagram",
      "description" : "",
      "permissions" : [ "read", "write" ],
      "approvedAt" : "2015-03-01T08:00:00.000Z",
      "id" : "1"
    }
  },
  {
    "connectedApplication" : {
      "organization" : {
        "name" : "Buffer",
        "url" : "https://buffer.com"
      },
      "name" : "Buffer",
      "description" : "",
      "permissions" : [ "read", "write", "directmessages" ],
      "approvedAt" : "2019-06-01T08:00:00.000Z",
      "id" : "2"
    }
  },
  {
    "connectedApplication" : {
      "organization" : {
        "name" : "Who Looked",
        "url" : "https://wholooked.example"
      },
      "name" : "Who Looked",
      "description" : "",
      "permissions" : [ "read" ],
      "approvedAt" : "2020-06-01T08:00:00.000Z",
      "id" : "3"
    }
  },
  {
    "connectedApplication" : {
      "organization" : {
        "name" : "Lindgren Bakery Poster",
        "url" : "https://lindgren.example"
      },
      "name" : "Lindgren Bakery Poster",
      "description" : "",
      "permissions" : [ "read", "write" ],
      "approvedAt" : "2021-01-05T08:00:00.000Z",
      "id" : "4"
    }
  }
]
