// Units of information and of time, as brands, so that a nat is never added to a bit.

declare const unit: unique symbol;

/** Natural units of information: log with base e. */
export type Nats = number & { readonly [unit]?: 'nats' };
/** Bits per data dimension: log with base 2, divided by D. */
export type BitsPerDim = number & { readonly [unit]?: 'bits/dim' };
