// Stands in for node-fetch, which a browser does not need.
export default (...words) => globalThis.fetch(...words);
