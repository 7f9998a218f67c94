// npm run build
import { ensureBuilt, ensureInstalled } from './prepare.mjs';
ensureInstalled();
await ensureBuilt({ force: true });
