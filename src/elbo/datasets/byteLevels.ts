// Grey levels as files keep them: generated pictures take the values k / 255, so that what holds of bytes
// (dequantisation, bits per dimension) holds of them.

/** The nearest k / 255 of a grey level in [0, 1]. */
export const roundToByteLevel = (grey: number): number => Math.round(grey * 255) / 255;
