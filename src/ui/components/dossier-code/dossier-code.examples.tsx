import type { Example } from '../../example.ts';
import { DossierCode } from './dossier-code.tsx';

export const examples: readonly Example[] = [
  { title: 'To, trên trang đã nộp', node: <p>Mã hồ sơ <DossierCode code="H36.21-260213-0042" large copy /></p> },
  { title: 'Trong dòng, và mã nháp', node: <p>Hồ sơ <DossierCode code="H36.21-260213-0042" />, nháp <DossierCode code="7K4-Q2M" /></p> },
];
