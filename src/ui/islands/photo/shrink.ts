/** long side of the copy that is sent, and its most bytes */
const SIDE = 1600;
const BYTES = 350 * 1024;
/** long side of the copy that is judged */
const JUDGED_SIDE = 800;
/** smallest difference of brightness that counts as an edge: noise lies below */
const EDGE = 24;
/**
 * How abruptly the edges of a page begin (bend over slope). Measured on pages of 3000 × 4000, full and nearly empty alike:
 * in focus 2.0–2.5, blurred by 4 pixels 0.4–0.6, by 6 (34-pixel letters still readable) 0.14–0.21, by 8 (hardly) 0.06.
 */
const SHARP_ENOUGH = 0.1;
const LIGHT_ENOUGH = 50;

const canvasOf = (width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] => {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  return [canvas, context];
};
const encode = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> => new Promise((resolve) => canvas.toBlob(resolve, type, quality));

/** Upright, at most 1600 pixels, under 350 KB; null when this browser cannot read the picture: then it goes as it is. */
export async function shrink(file: File): Promise<{ blob: Blob; fault: 'blurry' | 'dark' | null } | null> {
  let picture: ImageBitmap;
  try { picture = await createImageBitmap(file, { imageOrientation: 'from-image' }); } catch { return null; }
  const fault = judge(picture);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= BYTES && /^image\/(?:jpeg|png|webp)$/.test(file.type)) return { blob: file, fault };
  let smallest: Blob | null = null;
  for (let size = scale; size > scale / 3; size *= 0.8) {
    const [canvas, context] = canvasOf(picture.width * size, picture.height * size);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.75, 0.6, 0.5]) {
      let blob = await encode(canvas, 'image/webp', quality);
      // a browser that cannot write WebP gives a PNG
      if (blob?.type !== 'image/webp') blob = await encode(canvas, 'image/jpeg', quality);
      if (blob && (!smallest || blob.size < smallest.size)) smallest = blob;
      if (smallest && smallest.size <= BYTES) { picture.close(); return { blob: smallest, fault }; }
    }
  }
  picture.close();
  return smallest && smallest.size < file.size ? { blob: smallest, fault } : { blob: file, fault };
}

/** Mean brightness, and sharpness of the edges, of a small grey copy. A page without any edge is taken for blurred. */
function judge(picture: ImageBitmap): 'blurry' | 'dark' | null {
  const scale = Math.min(1, JUDGED_SIDE / Math.max(picture.width, picture.height));
  if (picture.width < 200 || picture.height < 200) return null;
  const [canvas, context] = canvasOf(picture.width * scale, picture.height * scale);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Float32Array(width * height);
  let light = 0;
  for (let at = 0; at < grey.length; at++) { const value = 0.3 * data[at * 4]! + 0.59 * data[at * 4 + 1]! + 0.11 * data[at * 4 + 2]!; grey[at] = value; light += value; }
  if (light / grey.length < LIGHT_ENOUGH) return 'dark';
  let [bends, slopes] = [0, 0];
  for (let y = 1; y < height - 1; y++) for (let x = 1; x < width - 1; x++) {
    const at = y * width + x;
    const slope = (grey[at + 1]! - grey[at - 1]!) ** 2 + (grey[at + width]! - grey[at - width]!) ** 2;
    if (slope < EDGE * EDGE) continue;
    slopes += slope;
    bends += (4 * grey[at]! - grey[at - 1]! - grey[at + 1]! - grey[at - width]! - grey[at + width]!) ** 2;
  }
  return bends <= SHARP_ENOUGH * slopes ? 'blurry' : null;
}
