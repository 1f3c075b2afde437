const { Server } = require('proxy-chain');

new Server({
    port: 8000,
    prepareRequestFunction: ({ username }) => ({ requestAuthentication: !username }),
}).listen();
