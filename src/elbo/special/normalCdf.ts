// Distribution function of the standard normal, to a few units in the last place down to the far left tail.

const sqrtTwoPi = Math.sqrt(2 * Math.PI);

/**
 * exp(-z^2 / 2). z is split so that the square of its head is exact: rounding z^2 would cost z^2 / 2 units
 * in the last place, all digits but 12 in the far tail.
 */
function gaussianKernel(z: number): number {
  const head = Math.fround(z);
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head));
}

/** P(0 <= Z <= z) = phi(z) (z + z^3/3 + z^5/(3 5) + ...): positive terms only (Marsaglia 2004, JSS 11(4)). */
function centralMass(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return (gaussianKernel(z) / sqrtTwoPi) * sum;
}

/** P(Z > z) for z >= 1.2, by Laplace's continued fraction phi(z) / (z + 1/(z + 2/(z + 3/(...)))). */
function upperTail(z: number): number {
  let denominator = z;
  for (let depth = Math.ceil(30 + 400 / (z * z)); depth > 0; depth--) {
    denominator = z + depth / denominator;
  }
  return gaussianKernel(z) / sqrtTwoPi / denominator;
}

/**
 * P(Z <= z) for Z ~ N(0, 1), in [0, 1]. Relative error below 2e-15 where the result is a normal double
 * (z > -37.5); 0 at -infinity, 1 at +infinity.
 */
export function normalCdf(z: number): number {
  if (z < -40) return 0;
  if (z > 40) return 1;
  if (z < -1.2) return upperTail(-z);
  if (z > 1.2) return 1 - upperTail(z);
  return z === 0 ? 0.5 : 0.5 + centralMass(z);
}
