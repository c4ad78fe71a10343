// Why the node closed the connection, and what the page does about it.
export type Closing = "retry" | "sessionUnknown" | "reload";

export function closingOf(code: number): Closing {
  switch (code) {
    case 4401:
      return "sessionUnknown";
    case 4400:
    case 4409:
      return "reload";
    default:
      return "retry";
  }
}
