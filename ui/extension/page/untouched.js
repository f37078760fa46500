/**
 * What the page's own scripts may replace later, taken while none of them has run. Code that works on behalf of the
 * page uses only these: no spread, no for-of and no method of an array, for those look up what the page can change.
 */

/** Calls a function with a `this` and a list of arguments. */
export const run = Reflect.apply;

const free = (method) => method && ((self, ...given) => run(method, self, given));

function reader(prototype, name) {
  const found = Object.getOwnPropertyDescriptor(prototype, name);
  return found && ((self) => run(found.get, self, []));
}

function bound(owner, name) {
  const method = owner[name];
  return (...given) => run(method, owner, given);
}

const event = Event.prototype;
const form = HTMLFormElement.prototype;
const request = XMLHttpRequest.prototype;

/** The constructors. */
export const made = {
  Blob, CustomEvent, DOMException, Event, FormData, Headers, MessageChannel, MessageEvent, Promise, ProgressEvent,
  Request, Response, TextDecoder, TextEncoder, URL, URLSearchParams, WeakMap, XMLSerializer,
};

/** Functions of the window. */
export const plain = {
  clearTimeout: bound(window, 'clearTimeout'),
  defineProperty: Object.defineProperty,
  descriptor: Object.getOwnPropertyDescriptor,
  isView: ArrayBuffer.isView,
  parse: JSON.parse,
  random: bound(crypto, 'getRandomValues'),
  setTimeout: bound(window, 'setTimeout'),
  stringify: JSON.stringify,
};

/** Methods, each with its `this` as the first argument. */
export const does = {
  abort: free(request.abort),
  addListener: free(EventTarget.prototype.addEventListener),
  append: free(FormData.prototype.append),
  appendChild: free(Node.prototype.appendChild),
  arrayBuffer: free(Blob.prototype.arrayBuffer),
  attribute: free(Element.prototype.getAttribute),
  blob: free(Request.prototype.blob),
  cloneNode: free(Node.prototype.cloneNode),
  cloneRequest: free(Request.prototype.clone),
  cloneResponse: free(Response.prototype.clone),
  composedPath: free(event.composedPath),
  contains: free(Node.prototype.contains),
  decode: free(TextDecoder.prototype.decode),
  dispatch: free(EventTarget.prototype.dispatchEvent),
  eachField: free(FormData.prototype.forEach),
  eachHeader: free(Headers.prototype.forEach),
  encode: free(TextEncoder.prototype.encode),
  fieldsOf: free(Response.prototype.formData),
  fieldsOfRequest: free(Request.prototype.formData),
  getMap: free(WeakMap.prototype.get),
  hasAttribute: free(Element.prototype.hasAttribute),
  hasField: free(FormData.prototype.has),
  indexOf: free(String.prototype.indexOf),
  insertBefore: free(Node.prototype.insertBefore),
  lower: free(String.prototype.toLowerCase),
  post: free(MessagePort.prototype.postMessage),
  preventDefault: free(event.preventDefault),
  removeAttribute: free(Element.prototype.removeAttribute),
  removeChild: free(Node.prototype.removeChild),
  removeField: free(FormData.prototype.delete),
  removeListener: free(EventTarget.prototype.removeEventListener),
  root: free(Node.prototype.getRootNode),
  serialize: free(XMLSerializer.prototype.serializeToString),
  setAttribute: free(Element.prototype.setAttribute),
  setMap: free(WeakMap.prototype.set),
  slice: free(String.prototype.slice),
  sliceBuffer: free(ArrayBuffer.prototype.slice),
  stopNow: free(event.stopImmediatePropagation),
  submit: free(form.submit),
  text: free(Response.prototype.text),
  textOfParams: free(URLSearchParams.prototype.toString),
  upper: free(String.prototype.toUpperCase),
};

/** `fetch` as it was. */
export const nativeFetch = bound(window, 'fetch');

function ofViews(name) {
  return { array: reader(Object.getPrototypeOf(Uint8Array.prototype), name), data: reader(DataView.prototype, name) };
}

/** Properties, each read from its first argument. */
export const reads = {
  aborted: reader(AbortSignal.prototype, 'aborted'),
  abortReason: reader(AbortSignal.prototype, 'reason'),
  baseURI: reader(Node.prototype, 'baseURI'),
  blobSize: reader(Blob.prototype, 'size'),
  blobType: reader(Blob.prototype, 'type'),
  bufferSize: reader(ArrayBuffer.prototype, 'byteLength'),
  data: reader(MessageEvent.prototype, 'data'),
  defaultView: reader(Document.prototype, 'defaultView'),
  defaultPrevented: reader(event, 'defaultPrevented'),
  currentTarget: reader(event, 'currentTarget'),
  documentElement: reader(Document.prototype, 'documentElement'),
  fileName: reader(File.prototype, 'name'),
  formAction: reader(form, 'action'),
  formDataOf: reader(FormDataEvent.prototype, 'formData'),
  formEncoding: reader(form, 'enctype'),
  formMethod: reader(form, 'method'),
  formTarget: reader(form, 'target'),
  href: reader(URL.prototype, 'href'),
  isConnected: reader(Node.prototype, 'isConnected'),
  locked: reader(ReadableStream.prototype, 'locked'),
  nodeType: reader(Node.prototype, 'nodeType'),
  nextSibling: reader(Node.prototype, 'nextSibling'),
  ownerDocument: reader(Node.prototype, 'ownerDocument'),
  parentNode: reader(Node.prototype, 'parentNode'),
  readyState: reader(request, 'readyState'),
  requestHeaders: reader(Request.prototype, 'headers'),
  requestMethod: reader(Request.prototype, 'method'),
  requestSignal: reader(Request.prototype, 'signal'),
  requestURL: reader(Request.prototype, 'url'),
  response: reader(request, 'response'),
  responseAddress: reader(Response.prototype, 'url'),
  responseHeaders: reader(Response.prototype, 'headers'),
  responseOk: reader(Response.prototype, 'ok'),
  responseText: reader(request, 'responseText'),
  responseType: reader(request, 'responseType'),
  responseURL: reader(request, 'responseURL'),
  search: reader(URL.prototype, 'search'),
  socketState: reader(WebSocket.prototype, 'readyState'),
  socketURL: reader(WebSocket.prototype, 'url'),
  status: reader(request, 'status'),
  submitter: reader(SubmitEvent.prototype, 'submitter'),
  target: reader(event, 'target'),
  viewBuffer: ofViews('buffer'),
  viewOffset: ofViews('byteOffset'),
  viewSize: ofViews('byteLength'),
};

/** Whether reading it this way works: tells what a value is, whatever window it is from and however it is dressed. */
export function is(read, value) {
  if (value === null || typeof value !== 'object') return false;
  try {
    read(value);
    return true;
  } catch {
    return false;
  }
}
