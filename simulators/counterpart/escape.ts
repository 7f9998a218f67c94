/** Text as it may stand in HTML and in a quoted attribute. */
export const escape = (text: string): string => text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
