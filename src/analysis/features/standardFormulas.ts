// Formulas of families and closed forms of divergences in the letters of textbooks. Written by: npm run generate

import type { Printed } from './toExpr.ts';

/** log p of the datum, by the family of the code. */
export const logLikelihoods: Readonly<Record<string, Printed>> = {
  beta: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} \\left(\\left(\\alpha_{i} - 1\\right)\\,\\log x_{i} + \\left(\\beta_{i} - 1\\right)\\,\\log\\left(1 - x_{i}\\right) + \\log \\Gamma\\left(\\alpha_{i} + \\beta_{i}\\right) - \\log \\Gamma\\left(\\alpha_{i}\\right) - \\log \\Gamma\\left(\\beta_{i}\\right)\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ ((αᵢ − 1) log xᵢ + (βᵢ − 1) log(1 − xᵢ) + log Γ(αᵢ + βᵢ) − log Γ(αᵢ) − log Γ(βᵢ))',
  },
  categorical: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} x_{i}\\,\\ell_{i} - \\log\\left(\\sum_{i=1}^{D} e^{\\ell_{i}}\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ xᵢ ℓᵢ − log(Σᵢ₌₁ᴰ exp(ℓᵢ))',
  },
  continuous_bernoulli: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} \\left(x_{i}\\,\\ell_{i} - \\log\\left(1 + e^{\\ell_{i}}\\right) + \\log \\frac{\\ell_{i}}{\\tanh\\left(\\tfrac{1}{2}\\,\\ell_{i}\\right)}\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ (xᵢ ℓᵢ − log(1 + exp(ℓᵢ)) + log(ℓᵢ/tanh(½ ℓᵢ)))',
  },
  multinomial: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\log \\Gamma\\left(n + 1\\right) - \\sum_{i=1}^{D} \\log \\Gamma\\left(x_{i} + 1\\right) + \\sum_{i=1}^{D} x_{i}\\,\\log p_{i}',
    text: 'log p(x|z) = log Γ(n + 1) − Σᵢ₌₁ᴰ log Γ(xᵢ + 1) + Σᵢ₌₁ᴰ xᵢ log pᵢ',
  },
  negbin: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} \\left(n_{i}\\,\\log\\left(1 - p_{i}\\right) + x_{i}\\,\\log p_{i} + \\log \\Gamma\\left(x_{i} + n_{i}\\right) - \\log \\Gamma\\left(n_{i}\\right) - \\log \\Gamma\\left(x_{i} + 1\\right)\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ (nᵢ log(1 − pᵢ) + xᵢ log pᵢ + log Γ(xᵢ + nᵢ) − log Γ(nᵢ) − log Γ(xᵢ + 1))',
  },
  student_t: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} \\left(\\log \\Gamma\\left(\\tfrac{1}{2}\\,\\left(\\nu + 1\\right)\\right) - \\log \\Gamma\\left(\\tfrac{1}{2}\\,\\nu\\right) - \\tfrac{1}{2}\\,\\log\\left(\\pi\\,\\nu\\right) - \\log \\sigma - \\tfrac{1}{2}\\,\\left(\\nu + 1\\right)\\,\\log\\left(1 + \\frac{\\left(\\frac{x_{i} - \\mu_{i}}{\\sigma}\\right)^{2}}{\\nu}\\right)\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ (log Γ(½ (ν + 1)) − log Γ(½ ν) − ½ log(π ν) − log σ − ½ (ν + 1) log(1 + ((xᵢ − μᵢ)/σ)²/ν))',
  },
  von_mises: {
    latex:
      '\\log p(x \\mid z) \\;=\\; \\sum_{i=1}^{D} \\left(\\kappa\\,\\cos\\left(x_{i} - \\mu_{i}\\right) - \\log 2\\pi - \\log I_0\\left(\\kappa\\right)\\right)',
    text: 'log p(x|z) = Σᵢ₌₁ᴰ (κ cos(xᵢ − μᵢ) − log 2π − log I₀(κ))',
  },
};

/** What a KL is equal to, by the family of the code. */
export const closedForms: Readonly<Record<string, Printed>> = {
  diag_gaussian_vs_standard: {
    latex:
      '\\tfrac{1}{2}\\,\\sum_{j=1}^{d} \\left(\\mu_{j}^{2} + \\sigma_{j}^{2} - 1 - \\log \\sigma_{j}^{2}\\right)',
    text: '½ Σⱼ₌₁ᵈ (μⱼ² + σⱼ² − 1 − log σⱼ²)',
  },
  diag_gaussian_vs_diag_gaussian: {
    latex:
      '\\tfrac{1}{2}\\,\\sum_{j=1}^{d} \\left(\\frac{\\left(\\mu_{j} - \\mu_{p,j}\\right)^{2}}{\\sigma_{p,j}^{2}} + \\frac{\\sigma_{j}^{2}}{\\sigma_{p,j}^{2}} - 1 - \\left(\\log \\sigma_{j}^{2} - \\log \\sigma_{p,j}^{2}\\right)\\right)',
    text: '½ Σⱼ₌₁ᵈ ((μⱼ − μₚⱼ)²/σₚⱼ² + σⱼ²/σₚⱼ² − 1 − (log σⱼ² − log σₚⱼ²))',
  },
};
