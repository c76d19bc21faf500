// The websocket: requests with answers, pushes, and reconnecting. It knows nothing about the content.

const FIRST_WAIT = 250; // milliseconds
const LONGEST_WAIT = 4000;

export class Link {
  /** `address()` is called for each connection, `listen` with each push, `state` with true or false. */
  constructor(address, listen, state) {
    this.address = address;
    this.listen = listen;
    this.state = state;
    this.waiting = new Map();
    this.number = 0;
    this.wait = FIRST_WAIT;
  }

  connect() {
    this.socket = new WebSocket(this.address());
    this.socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.state(true);
    };
    this.socket.onmessage = (event) => this.receive(JSON.parse(event.data));
    this.socket.onclose = () => this.lost();
  }

  receive(frame) {
    if (frame.push) {
      this.listen(frame);
      return;
    }
    const request = this.waiting.get(frame.re);
    this.waiting.delete(frame.re);
    if (frame.error !== undefined) request?.reject(new Error(frame.error));
    else request?.resolve(frame.value);
  }

  lost() {
    for (const request of this.waiting.values()) request.reject(new Error("Can't reach the sandbox. Try again in a moment."));
    this.waiting.clear();
    this.state(false);
    setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** Resolves to the answer; rejects with an Error whose message can be shown to people. */
  ask(verb, details = {}) {
    if (this.socket.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Error("Can't reach the sandbox. Try again in a moment."));
    }
    this.number += 1;
    const id = this.number;
    this.socket.send(JSON.stringify({ ...details, id, do: verb }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}
