/** What a question page runs, as one file: two requests fewer on a weak network. */
import './autosave.ts';
import './toggle-when.ts';
import './address-pick.ts';
