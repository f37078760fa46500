window.YTD.connected_application.part0 = [
  {
    "connectedApplication" : {
      "name" : "Buffer",
