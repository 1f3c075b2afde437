const { Server } = require('proxy-chain');

new Server({
    port: 8000,
    prepareRequestFunction: ({ username, password }) => ({
        requestAuthentication: username !== 'office' || password !== 'a-long-word',
    }),
}).listen();
