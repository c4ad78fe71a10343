// Ids of headings. All begin with the same letters, so that none can pass for a part of the page. Pure.

export const HEADING_PREFIX = "md-";
const SLUG_CHARS_MAX = 100;

/** The id of a heading, or of the place a link inside the notebook means: Jupyter's and GitHub's ways of writing it agree. */
export function slug(text: string): string {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, "-");
  return HEADING_PREFIX + words.replaceAll(/[^\p{L}\p{N}_-]/gu, "").slice(0, SLUG_CHARS_MAX);
}

/** The id that "#Some-Heading" means. */
export function slugOfFragment(fragment: string): string {
  const text = fragment.replace(/^#/, "");
  try {
    return slug(decodeURIComponent(text));
  } catch {
    return slug(text);
  }
}
