// How named quantities are written in formulas. Names without an entry are spelled as they are.

/** `#` is where an index stands; without one it stands at the end. */
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
  z1: { latex: 'z_1', unicode: 'z₁' },
  z2: { latex: 'z_2', unicode: 'z₂' },
  px: { latex: 'p(x)', unicode: 'p(x)' },
  pz: { latex: 'p(z)', unicode: 'p(z)' },
  pxAndZ: { latex: 'p(x, z)', unicode: 'p(x, z)' },
  pxGivenZ: { latex: 'p(x \\mid z)', unicode: 'p(x|z)' },
  pzGivenX: { latex: 'p(z \\mid x)', unicode: 'p(z|x)' },
  qzGivenX: { latex: 'q(z \\mid x)', unicode: 'q(z|x)' },
  klToPrior: {
    latex: '\\mathrm{KL}\\left(q(z \\mid x) \\,\\|\\, p(z)\\right)',
    unicode: 'KL(q(z|x) ‖ p(z))',
  },
  klToPosterior: {
    latex: '\\mathrm{KL}\\left(q(z \\mid x) \\,\\|\\, p(z \\mid x)\\right)',
    unicode: 'KL(q(z|x) ‖ p(z|x))',
  },
  sampledKl: {
    latex: '\\log q(z \\mid x) - \\log p(z)',
    unicode: 'log q(z|x) − log p(z)',
  },
  logQz: { latex: '\\log q(z \\mid x)', unicode: 'log q(z|x)' },
  logPz: { latex: '\\log p(z)', unicode: 'log p(z)' },
  logPy: { latex: '\\log p(y \\mid z)', unicode: 'log p(y|z)' },
  negativeElbo: { latex: '-\\mathrm{ELBO}', unicode: '−ELBO' },
  loss: { latex: '\\text{loss}', unicode: 'loss' },
  levelNats: { latex: '-\\mathrm{ELBO}_{\\text{levels}}', unicode: '−ELBO of levels' },
  levelMass: { latex: 'P(x)', unicode: 'P(x)' },
  pxPlusU: { latex: 'p(x + u)', unicode: 'p(x + u)' },
  dequantisationGap: { latex: '\\text{gap}', unicode: 'gap' },
  gapOfDraws: { latex: '\\text{gap}_K', unicode: 'gap_K' },
  gapOfLogarithms: { latex: '\\text{gap}', unicode: 'gap' },
  importanceBound: { latex: '\\mathcal{L}_K', unicode: 'L_K' },
  fOfZ: { latex: 'f(z)', unicode: 'f(z)' },
  slopeOfF: { latex: "f'(z)", unicode: 'f′(z)' },
  gradientOfMean: {
    latex: '\\nabla_{\\mu}\\, \\mathbb{E}_{q(z \\mid x)}\\left[f(z)\\right]',
    unicode: '∇_μ E_q[f(z)]',
  },
  expectedKl: {
    latex: '\\mathbb{E}_{p(x)}\\, \\mathrm{KL}\\left(q(z \\mid x) \\,\\|\\, p(z)\\right)',
    unicode: 'E_x KL(q(z|x) ‖ p(z))',
  },
  klOfAll: {
    latex: '\\mathbb{E}_{q(x, z)}\\left[\\log \\frac{q(z \\mid x)}{p(z)}\\right]',
    unicode: 'E[log q(z|x)/p(z)]',
  },
  informationTerm: {
    latex: '\\mathbb{E}_{q(x, z)}\\left[\\log \\frac{q(z \\mid x)}{q(z)}\\right]',
    unicode: 'E[log q(z|x)/q(z)]',
  },
  correlationTerm: {
    latex: '\\mathbb{E}_{q(z)}\\left[\\log \\frac{q(z)}{\\prod_j q(z_j)}\\right]',
    unicode: 'E[log q(z)/Πⱼ q(zⱼ)]',
  },
  dimensionTerm: {
    latex: '\\mathbb{E}_{q(z)}\\left[\\log \\frac{\\prod_j q(z_j)}{p(z)}\\right]',
    unicode: 'E[log Πⱼ q(zⱼ)/p(z)]',
  },
  mutualInformation: { latex: 'I_q(x; z)', unicode: 'I(x; z)' },
  totalCorrelation: { latex: '\\mathrm{TC}(z)', unicode: 'TC(z)' },
  dimensionKl: {
    latex: '\\sum_j \\mathrm{KL}\\left(q(z_j) \\,\\|\\, p(z_j)\\right)',
    unicode: 'Σⱼ KL(q(zⱼ) ‖ p(zⱼ))',
  },
  keptLoss: { latex: '\\ell(x, z)', unicode: 'ℓ(x, z)' },
  cdfAbove: { latex: 'F\\left(x#^{+}\\right)', unicode: 'F(x#⁺)' },
  cdfBelow: { latex: 'F\\left(x#^{-}\\right)', unicode: 'F(x#⁻)' },
  hasUpperEnd: { latex: '\\left[x# < v_{\\max}\\right]', unicode: '[x# < max]' },
  hasLowerEnd: { latex: '\\left[x# > v_{\\min}\\right]', unicode: '[x# > min]' },
  normaliser: { latex: 'C', unicode: 'C' },
  yHat: { latex: '\\hat{y}', unicode: 'y\u0302' },
  nll: { latex: '\\mathrm{nll}', unicode: 'nll' },
  epsilon: { latex: '\\varepsilon', unicode: 'ε' },
  xHat: { latex: '\\hat{x}', unicode: 'x\u0302' },
  kl: { latex: '\\mathrm{KL}', unicode: 'KL' },
  elbo: { latex: '\\mathrm{ELBO}', unicode: 'ELBO' },
  reconstruction: { latex: '\\text{reconstruction}', unicode: 'reconstruction' },
  reconstructionLoss: { latex: '\\text{reconstruction loss}', unicode: 'reconstruction loss' },
};

/** The index of a symbol in its place. */
export const indexed = (spelling: string, index: string): string =>
  spelling.includes('#') && !spelling.includes('\\#')
    ? spelling.replace('#', index)
    : spelling + index;

/**
 * Marks a name as its author's: it is spelled as it is, whatever the word means elsewhere. What somebody calls `logvar`
 * may be anything.
 */
const mark = '\u2060';
export const literalName = (name: string): string => name + mark;
/** The name without its mark. */
export const plainName = (name: string): string => name.replace(mark, '');

/** The characters of a name that LaTeX would read as commands, or not at all. */
const latexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\backslash ',
  '^': '\\hat{}',
  '~': '\\tilde{}',
  ' ': '\\ ',
};

const escapeLatex = (name: string): string =>
  name.replace(/[\\^~ #$%&_{}]/g, (character) => latexEscapes[character] ?? `\\${character}`);

export function spellingOf(name: string): Spelling {
  const known = Object.hasOwn(spellings, name) ? spellings[name] : undefined;
  if (known !== undefined) return known;
  const plain = plainName(name);
  return {
    latex: /^[A-Za-z]$/.test(plain) ? plain : `\\mathrm{${escapeLatex(plain)}}`,
    unicode: plain,
  };
}
