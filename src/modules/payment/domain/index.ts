export * from './intent.ts';
export * from './settle.ts';
export * from './receipt.ts';
export * from './compare-books.ts';
export * from './receipt-void.ts';
export * from './viet-qr.ts';
export * from './statement.ts';
