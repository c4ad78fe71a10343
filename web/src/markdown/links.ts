// Which addresses a stranger's text may lead to. Pure.

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** Whether it is a whole address that may be opened in a new tab. */
export function isLinkable(href: string): boolean {
  return URL.canParse(href) && SCHEMES.has(new URL(href).protocol);
}

const PICTURE = /^data:image\/(?:png|jpe?g|gif|webp|bmp|svg\+xml)[;,]/i;

/** Whether it is a picture that brings its bytes along. */
export const isOwnPicture = (src: string): boolean => PICTURE.test(src);

/** What an address is called in a sentence: its host, else the address, shortened. */
export function hostOf(address: string): string {
  const host = URL.canParse(address) ? new URL(address).host : "";
  return host || (address.length > 80 ? `${address.slice(0, 80)}…` : address);
}
