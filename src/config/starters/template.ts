// What a starter for ELBO: New Config must state.

export interface Template {
  /** Also the file's name: `<id>.elbo.yaml`. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** YAML. */
  readonly text: string;
}
