// mocha's browser build comes without types; it is loaded for its global `mocha`.
declare module 'mocha/mocha';
