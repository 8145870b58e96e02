import type { ComponentChildren } from "preact";

/** What stands in a part that has nothing to show: why, in a sentence. */
export const Nothing = ({ children }: { children: ComponentChildren }) => <p class="nothing">{children}</p>;
