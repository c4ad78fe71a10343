// The policy of this page leaves no way to the network but one: WebRTC is not covered by it. It is taken away before any
// output is here.
const DOORS = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"];

export function closeDoors(): void {
  for (const name of DOORS)
    if (name in window) Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
}
