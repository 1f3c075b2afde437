exports.hook_rcpt = function (next) {
  next(OK);
};
