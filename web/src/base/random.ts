const CLIENT_BYTES = 16; // 22 characters of base64url
const CELL_BYTES = 6;

const bytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** A name for this load of the page: 22 characters. */
export function newClient(): string {
  return btoa(String.fromCharCode(...bytes(CLIENT_BYTES)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** A cell id as nbformat wants them. */
export function newCellId(): string {
  return Array.from(bytes(CELL_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
