/**
 * The square code of a card by the camera, in front of a form with `data-scan-card`, where the browser itself can read codes
 * (0 bytes of library). What was read is put into the field `ma` and that form is sent; the server judges it. Without a
 * camera, without permission or in another browser nothing appears: photo and typing are there.
 */
interface Detector { detect(from: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> }
type DetectorClass = { new (options: { formats: readonly string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> };

const LOOK_MS = 200;
/** a camera that nobody uses is switched off */
const LONGEST_MS = 90_000;
const vi = document.documentElement.lang !== 'en';
const words = {
  open: vi ? 'Quét mã vuông bằng máy ảnh' : 'Scan the square code with the camera',
  stop: vi ? 'Thôi quét' : 'Stop',
  hold: vi ? 'Đưa mã vuông trên căn cước vào giữa khung hình' : 'Hold the square code of the card in the middle of the picture',
  found: vi ? 'Đã đọc được mã' : 'The code was read',
  refused: vi ? 'Chưa mở được máy ảnh. Anh/chị chụp ảnh mã vuông hoặc gõ ở dưới' : 'The camera did not open. Photograph the code, or type below',
};

async function enhance(form: HTMLFormElement): Promise<void> {
  const Barcodes = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const target = document.querySelector<HTMLInputElement>(`input[name="${form.dataset['scanCard'] || 'ma'}"]`);
  if (!Barcodes || !target?.form || !navigator.mediaDevices?.getUserMedia) return;
  if (!(await Barcodes.getSupportedFormats()).includes('qr_code')) return;
  const detector = new Barcodes({ formats: ['qr_code'] });

  const box = document.createElement('div');
  box.className = 'mc-scan';
  const press = document.createElement('button');
  press.type = 'button';
  press.className = 'mc-button mc-button-secondary';
  press.textContent = words.open;
  const line = document.createElement('p');
  line.setAttribute('role', 'status');
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.width = 320;
  video.hidden = true;
  box.append(press, line, video);
  form.before(box);

  let stream: MediaStream | null = null;
  let end = 0;
  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = true;
    press.textContent = words.open;
  };
  const look = async (): Promise<void> => {
    if (!stream) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (!stream) return;
    if (code && code.rawValue.split('|').length >= 6) {
      stop();
      line.textContent = words.found;
      target.value = code.rawValue;
      target.form?.requestSubmit();
    } else if (Date.now() > end) { stop(); line.textContent = ''; } else setTimeout(() => void look(), LOOK_MS);
  };
  press.addEventListener('click', () => {
    if (stream) { stop(); line.textContent = ''; return; }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
      .then(async (opened) => {
        stream = opened;
        end = Date.now() + LONGEST_MS;
        video.srcObject = opened;
        video.hidden = false;
        press.textContent = words.stop;
        line.textContent = words.hold;
        await video.play();
        await look();
      })
      .catch(() => { stop(); press.hidden = true; line.textContent = words.refused; });
  });
  addEventListener('pagehide', stop);
}
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-scan-card]')) enhance(form).catch(() => undefined);
