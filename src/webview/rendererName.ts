// The name of a machine's graphics device, out of the long strings engines report.

/**
 * The part of ANGLE's strings that names the device ("ANGLE (Apple, ANGLE Metal Renderer: Apple M2, …)"), without the
 * backend's name, which stands before it on the page.
 */
export function rendererName(renderer: string, backend: string): string {
  const parts = /^ANGLE \((.*)\)$/.exec(renderer)?.[1]?.split(', ');
  const device = parts?.[1] ?? renderer;
  return device
    .replace(/^ANGLE Metal Renderer: /, '')
    .replace(/ Direct3D.*$/, '')
    .replace(/^Vulkan [\d.]+ \((.*)\)$/, '$1')
    .replace(/ \(0x[0-9a-fA-F]+\)/, '')
    .replace(`${backend} `, '')
    .trim();
}
