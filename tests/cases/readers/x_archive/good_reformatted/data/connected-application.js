window.YTD.connected_application.part0 = [
  {
    connectedApplication: {
      organization: { name: 'Zapier', url: 'https://zapier.com' },
      name: 'Zapier',
      permissions: ['read', 'write'],
      approvedAtMsec: "1420070400000",
    },
  },
  { connectedApplication: { name: 'Old Reader' } },
];
