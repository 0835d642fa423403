// How named quantities are written in formulas. Names without an entry are spelled as they are.

interface Spelling {
  readonly latex: string;
  readonly unicode: string;
}

const spellings: Readonly<Record<string, Spelling>> = {
  mu: { latex: '\\mu', unicode: 'μ' },
  loc: { latex: '\\mu', unicode: 'μ' },
  sigma: { latex: '\\sigma', unicode: 'σ' },
  scale: { latex: '\\sigma', unicode: 'σ' },
  priorMu: { latex: '\\mu_p', unicode: 'μₚ' },
  priorSigma: { latex: '\\sigma_p', unicode: 'σₚ' },
  priorLogits: { latex: '\\ell_p', unicode: 'ℓₚ' },
  priorConcentration: { latex: '\\kappa_p', unicode: 'κₚ' },
  priorRate: { latex: '\\lambda_p', unicode: 'λₚ' },
  priorConcentration1: { latex: '\\alpha_p', unicode: 'αₚ' },
  priorConcentration0: { latex: '\\beta_p', unicode: 'βₚ' },
  categories: { latex: 'L', unicode: 'L' },
  mean: { latex: '\\mu', unicode: 'μ' },
  rate: { latex: '\\lambda', unicode: 'λ' },
  df: { latex: '\\nu', unicode: 'ν' },
  concentration: { latex: '\\kappa', unicode: 'κ' },
  concentration1: { latex: '\\alpha', unicode: 'α' },
  concentration0: { latex: '\\beta', unicode: 'β' },
  dispersion: { latex: '\\theta', unicode: 'θ' },
  totalCount: { latex: 'n', unicode: 'n' },
  gate: { latex: '\\pi_0', unicode: 'π₀' },
  gatelogits: { latex: 'g', unicode: 'g' },
  levels: { latex: 'v', unicode: 'v' },
  binWidth: { latex: '\\Delta', unicode: 'Δ' },
  minimum: { latex: 'v_{\\min}', unicode: 'min' },
  maximum: { latex: 'v_{\\max}', unicode: 'max' },
  probs: { latex: 'p', unicode: 'p' },
  logits: { latex: '\\ell', unicode: 'ℓ' },
  beta: { latex: '\\beta', unicode: 'β' },
  gamma: { latex: '\\gamma', unicode: 'γ' },
  capacity: { latex: 'C', unicode: 'C' },
  samples: { latex: 'K', unicode: 'K' },
  freeNats: { latex: '\\lambda', unicode: 'λ' },
  klPerDimension: { latex: '\\mathrm{KL}', unicode: 'KL' },
  logPxGivenZ: { latex: '\\log p(x|z)', unicode: 'log p(x|z)' },
  logRatio: { latex: '\\log \\tfrac{q(z|x)}{p(z)}', unicode: 'log q(z|x)/p(z)' },
  epsilon: { latex: '\\varepsilon', unicode: 'ε' },
  xHat: { latex: '\\hat{x}', unicode: 'x\u0302' },
  kl: { latex: '\\mathrm{KL}', unicode: 'KL' },
  elbo: { latex: '\\mathrm{ELBO}', unicode: 'ELBO' },
  reconstruction: { latex: '\\text{reconstruction}', unicode: 'reconstruction' },
  reconstructionLoss: { latex: '\\text{reconstruction loss}', unicode: 'reconstruction loss' },
};

/** The characters of a name that LaTeX would read as commands. */
const latexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\backslash ',
  '^': '\\hat{}',
  '~': '\\tilde{}',
};

const escapeLatex = (name: string): string =>
  name.replace(/[\\^~#$%&_{}]/g, (character) => latexEscapes[character] ?? `\\${character}`);

export function spellingOf(name: string): Spelling {
  const known = Object.hasOwn(spellings, name) ? spellings[name] : undefined;
  if (known !== undefined) return known;
  return {
    latex: /^[A-Za-z]$/.test(name) ? name : `\\mathrm{${escapeLatex(name)}}`,
    unicode: name,
  };
}
