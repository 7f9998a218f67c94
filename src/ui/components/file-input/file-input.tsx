import type { VNode } from 'preact';
import { Icon } from '../icon/icon.tsx';
import { useWords } from '../../language.tsx';
import { Field, described, fieldId, type FieldProps } from '../field/field.tsx';

export interface FileInputProps extends FieldProps { readonly accept: string; /** opens the camera on telephones */ readonly camera?: boolean | undefined }

/** One file that is sent with its form at once; for papers with pages use `FileField`. */
export function FileInput(props: FileInputProps): VNode {
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  return (
    <Field {...props} id={id}>
      <div class="mc-pick"><div class="mc-pick-way">
        {props.camera && <span class="mc-pick-word"><Icon name="camera" /> {words.takePhoto}</span>}
        <input id={id} name={props.name} type="file" accept={props.accept} {...(props.camera ? { capture: 'environment' as const } : {})} {...described(id, props)} />
      </div></div>
    </Field>
  );
}
