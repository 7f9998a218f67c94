import sharp from 'sharp';
import { pdf } from '../../fixtures/files/make-files.ts';
import type { PickedFile } from './journey.ts';

export const pdfFile = (name: string, pages = 1): PickedFile => ({ name, type: 'application/pdf', bytes: pdf({ pages }) });

/** A photograph of a paper: letters on a ground, sharp enough to be read. */
export async function photo(name: string, words: string): Promise<PickedFile> {
  const lines = Array.from({ length: 18 }, (_, i) => `<text x="80" y="${200 + i * 70}" font-size="44" font-family="sans-serif">${words} ${i + 1}</text>`).join('');
  const bytes = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600"><rect width="1200" height="1600" fill="#222"/><rect x="40" y="40" width="1120" height="1520" fill="#fff"/>${lines}</svg>`)).jpeg({ quality: 80 }).toBuffer();
  return { name, type: 'image/jpeg', bytes };
}
