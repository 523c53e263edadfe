// Answers one call: the callback takes an error or null, and the result.
exports.apply = function (input, cb) {
  cb(null, 'Hello ' + input);
};
