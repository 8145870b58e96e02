import { Component, type ComponentChildren } from "preact";

interface Props {
  fallback: (error: string) => ComponentChildren;
  children: ComponentChildren;
}

/** A view that fails is reported in the page, and the reader still gets the document. */
export class ErrorBoundary extends Component<Props, { error?: string }> {
  override state: { error?: string } = {};

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ error: String(error) });
  }

  override render(): ComponentChildren {
    return this.state.error === undefined ? this.props.children : this.props.fallback(this.state.error);
  }
}
