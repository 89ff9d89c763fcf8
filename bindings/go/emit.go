// SPDX-License-Identifier: Apache-2.0

package capacity

// Emit writes the kind of manifest of that name, plan.Emit("hpa", nil): YAML where the kind has it,
// else its own format; [Plan.WriteManifest] takes another. An unknown name is [ErrNotFound].
func (p *Plan) Emit(name string, options *EmitOptions) (string, error) {
	kind := EmitKindFromName(name)
	return p.WriteManifest(kind, options, kind.Format(FormatYAML))
}

// Manifests writes every kind, by the name of its file, in the format where the kind has it.
func (p *Plan) Manifests(options *EmitOptions, format Format) (map[string]string, error) {
	files := make(map[string]string)
	for i := 0; i < EmitKindCount(); i++ {
		kind := EmitKindAt(i)
		name, err := kind.File(kind.Format(format))
		if err != nil {
			return nil, err
		}
		if files[name], err = p.WriteManifest(kind, options, kind.Format(format)); err != nil {
			return nil, err
		}
	}
	return files, nil
}
