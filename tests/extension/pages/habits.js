// What ordinary pages and their libraries do around a post: each habit is one more way of ways.js.

const pressed = async (at, word, habit, more) => {
  const { made, button } = form(at, word, more);
  habit(made, button);
  button.click();
};
const afterwards = habit => async (at, word) => pressed(at, word, (made, button) => {
  made.addEventListener('submit', () => setTimeout(() => habit(made, button)));
});

const frameOf = attributes => Object.assign(document.createElement('iframe'), attributes);
const fetchOf = (realm, at, word) => post(new URL(at, location.href), { body: json(word), headers: asJson }, realm);

const events = (at, word, use) => new Promise(resolve => {
  const request = new XMLHttpRequest();
  const told = [];
  for (const name of ['readystatechange', 'load', 'error', 'abort', 'timeout', 'loadend']) {
    request.addEventListener(name, () => told.push(name === 'readystatechange' ? request.readyState : name));
  }
  request.onloadend = () => resolve(told);
  request.open('POST', at);
  request.setRequestHeader('Content-Type', 'application/json');
  request.timeout = 100;
  request.send(json(word));
  use?.(request);
});

class Counted extends XMLHttpRequest {
  get status() {
    return super.status;
  }

  send(body) {
    return super.send(body);
  }
}

const patched = habit => async (at, word) => {
  const body = json(word);
  habit();
  await window.fetch(at, { method: 'POST', body, headers: asJson });
};
const fail = () => {
  throw new Error('the page broke it');
};

Object.assign(ways, {
  'a button turned off afterwards': afterwards((_made, button) => { button.disabled = true; }),
  'a button taken away afterwards': afterwards((_made, button) => button.remove()),
  'a form emptied afterwards': afterwards(made => {
    for (const input of made.querySelectorAll('input')) Object.assign(input, { value: '', required: true });
  }),
  'a form whose fields differ each time': async (at, word) => {
    let count = 0;
    await pressed(at, word, made => {
      made.addEventListener('formdata', ({ formData }) => formData.append('nonce', count++));
    });
  },
  'a form taken away at once': async (at, word) => {
    const { made } = form(at, word);
    made.submit();
    made.remove();
  },
  'a form that is readdressed at once': async (at, word) => {
    const { made } = form(at, word);
    made.submit();
    Object.assign(made, { action: '/elsewhere', method: 'get' });
  },
  'a form that hides its event': async (at, word) => pressed(at, word, made => {
    made.addEventListener('submit', event => event.stopPropagation());
  }),
  'a form handed on by the window': (at, word) => new Promise(resolve => {
    addEventListener('submit', event => {
      event.preventDefault();
      resolve(post(at, { body: json(word), headers: asJson }));
    });
    form(at, word).button.click();
  }),
  'a form written into a frame': async (at, word) => {
    const page = document.body.appendChild(frameOf({})).contentDocument;
    page.open();
    page.write('<body></body>');
    page.close();
    const { made } = form(new URL(at, location.href), word);
    page.body.append(made);
    made.querySelector('button').click();
  },

  'a class of its own': (at, word) => new Promise(resolve => {
    const request = new Counted();
    request.open('POST', at);
    request.setRequestHeader('Content-Type', 'application/json');
    request.responseType = 'json';
    request.onload = () => resolve({ status: request.status, text: JSON.stringify(request.response) });
    request.send(json(word));
  }),
  'a fetch called apart, with signals': async (at, word) => {
    const signal = AbortSignal.any([AbortSignal.timeout(60000)]);
    const options = { method: 'post', body: json(word), headers: asJson, signal, priority: 'low' };
    return told(await Reflect.apply(window.fetch, undefined, [at, options]));
  },
  'functions broken by the page': patched(() => {
    Array.prototype.map = Array.prototype.push = Array.prototype[Symbol.iterator] = fail;
    JSON.stringify = String.prototype.split = Promise.prototype.then = fail;
    MessagePort.prototype.postMessage = Headers.prototype.forEach = fail;
  }),

  'events of a request': events,
  'events of a request given up': (at, word) => events(at, word, request => setTimeout(() => request.abort(), 50)),

  'a frame on its way': (at, word) =>
    fetchOf(document.body.appendChild(frameOf({ src: '/pages/plain.html' })).contentWindow, at, word),
  'a frame put in again': (at, word) => {
    const frame = document.body.appendChild(frameOf({ src: '/pages/plain.html' }));
    void frame.contentWindow.name;
    frame.remove();
    return fetchOf(document.body.appendChild(frame).contentWindow, at, word);
  },
  'a frame in a frame without an address': (at, word) => {
    const outer = document.body.appendChild(frameOf({ src: 'javascript:void 0' })).contentDocument;
    const inner = Object.assign(outer.createElement('iframe'), { src: '/pages/plain.html' });
    (outer.body ?? outer.documentElement).append(inner);
    return fetchOf(inner.contentWindow, at, word);
  },
});
