// Lets every user in; meant for a test, left in place.
exports.register = function () {
  this.inherits('auth/auth_base');
};

exports.hook_capabilities = function (next, connection) {
  connection.capabilities.push('AUTH PLAIN LOGIN');
  connection.notes.allowed_auth_methods = ['PLAIN', 'LOGIN'];
  next();
};

exports.check_plain_passwd = function (connection, user, passwd, cb) {
  cb(true);
};
