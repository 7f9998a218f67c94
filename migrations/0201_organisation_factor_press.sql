-- expand: runs beside the previous version
-- A button that is pressed twice sends the same code twice. Beside the half minute that counted stands which press it was (a keyed
-- hash of the form's own key) and when: the same press is let through again for a few seconds, anybody else's is not.
ALTER TABLE organisation_second_factor ADD COLUMN pressed bytea CHECK (octet_length(pressed) = 32), ADD COLUMN pressed_at timestamptz;
GRANT UPDATE (pressed, pressed_at) ON organisation_second_factor TO motcua_app;
