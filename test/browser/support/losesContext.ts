// Takes the graphics context away, as a driver does.

/** A script for a worker: its context is lost some calls after the first drawing. */
export const losesContext = (draws: number): string => `
  const getContext = OffscreenCanvas.prototype.getContext;
  let left = ${draws};
  OffscreenCanvas.prototype.getContext = function (...wanted) {
    const gl = getContext.apply(this, wanted);
    const drawElements = gl?.drawElements;
    if (drawElements) gl.drawElements = (...drawn) => {
      drawElements.apply(gl, drawn);
      if (--left === 0) gl.getExtension('WEBGL_lose_context').loseContext();
    };
    return gl;
  };
`;
