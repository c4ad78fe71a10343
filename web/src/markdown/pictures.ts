// Pictures of markdown: from the cell's attachments or from data: addresses. All others are named, not loaded. Pure.
import type { Attachments } from "../protocol";
import { escaped } from "./escape";
import { hostOf, isLinkable, isOwnPicture } from "./links";

/** Best first. */
const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/svg+xml"];
const ATTACHMENT = "attachment:";
const SIDE = /^\d{1,4}(?:px|%)?$/;

export interface Picture {
  readonly src: string;
  readonly alt: string;
  readonly title?: string;
  readonly width?: string;
  readonly height?: string;
}

export function pictureHtml(picture: Picture, attachments: Attachments | undefined): string {
  const { src, alt } = picture;
  const own = src.startsWith(ATTACHMENT) ? attached(src.slice(ATTACHMENT.length), attachments) : src;
  if (own !== undefined && isOwnPicture(own)) return imgHtml({ ...picture, src: own });
  return `<span class="md-withheld">${reason(src, alt)}</span>`;
}

function imgHtml({ src, alt, title, width, height }: Picture): string {
  const side = (name: string, value = "") => (SIDE.test(value) ? ` ${name}="${value.replace("px", "")}"` : "");
  const hover = title ? ` title="${escaped(title)}"` : "";
  return `<img src="${escaped(src)}" alt="${escaped(alt)}"${hover}${side("width", width)}${side("height", height)}>`;
}

function attached(name: string, attachments: Attachments | undefined): string | undefined {
  const wanted = decoded(name);
  const bundle = attachments && Object.hasOwn(attachments, wanted) ? attachments[wanted] : undefined;
  const type = PICTURE_TYPES.find((mime) => bundle && Object.hasOwn(bundle, mime));
  if (!bundle || !type || typeof bundle[type] !== "string") return undefined;
  const content = bundle[type];
  if (content.trimStart().startsWith("<"))
    return type === "image/svg+xml"
      ? `data:${type};charset=utf-8,${encodeURIComponent(content.toWellFormed())}`
      : undefined;
  const base64 = content.replace(/\s+/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${type};base64,${base64}` : undefined;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Why a picture is not there. */
function reason(src: string, alt: string): string {
  const named = alt === "" ? "A picture" : `The picture “${escaped(alt)}”`;
  const host = escaped(hostOf(src));
  if (src.startsWith(ATTACHMENT))
    return `${named} is missing: this cell has no attachment ${escaped(decoded(src.slice(11)))}.`;
  if (!isLinkable(src)) return `${named} (${host}) is not part of the notebook.`;
  const link = `<a href="${escaped(src)}" target="_blank" rel="noopener noreferrer">Open it</a>`;
  return `${named} from ${host} is not loaded, since it is not part of the notebook. ${link}`;
}
