let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in pixels, in the page's own font. */
export function textWidth(text: string, sizePixels = 12): number {
  if (context === undefined) {
    context = document.createElement("canvas").getContext("2d");
  }
  if (!context) {
    return text.length * sizePixels * 0.56;
  }
  context.font = `${sizePixels}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}

/** The text, cut with an ellipsis where it would be wider than the room. */
export function fitText(text: string, roomPixels: number, sizePixels = 12): string {
  if (textWidth(text, sizePixels) <= roomPixels) {
    return text;
  }
  let shortest = 0;
  let longest = text.length;
  while (shortest < longest) {
    const middle = (shortest + longest + 1) >> 1;
    if (textWidth(`${text.slice(0, middle)}…`, sizePixels) <= roomPixels) {
      shortest = middle;
    } else {
      longest = middle - 1;
    }
  }
  return shortest === 0 ? "" : `${text.slice(0, shortest)}…`;
}
