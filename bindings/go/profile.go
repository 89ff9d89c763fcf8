// SPDX-License-Identifier: Apache-2.0

package capacity

// Setting is one input on its way into a [Profile]: the With functions make them.
type Setting func(*Profile) error

// With sets an input by its key in people's units, With("spike_buffer", "30%"), or by its exact name
// as the integer; see [Profile.SetText].
func With(name, value string) Setting {
	return func(p *Profile) error { return p.SetText(name, value) }
}

func settingOf(field Field, value int64) Setting {
	return func(p *Profile) error { return p.Set(field, value) }
}

func settingOfName(field Field, name string) Setting {
	return func(p *Profile) error { return p.SetName(field, name) }
}

// NewProfile makes a profile with every field at its default, then applies the settings.
//
// Errors:
//   - [ErrMemory]: out of memory
//   - [ErrVersion]: the library that is running is another than this was built for
//   - what the settings say: [ErrRange], [ErrField], [ErrSyntax]
func NewProfile(settings ...Setting) (*Profile, error) {
	p, err := newProfile()
	if err != nil {
		return nil, err
	}
	if err := p.Apply(settings...); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Apply sets inputs in the order given, up to the first that fails.
func (p *Profile) Apply(settings ...Setting) error {
	for _, setting := range settings {
		if err := setting(p); err != nil {
			return err
		}
	}
	return nil
}

// Plan sizes the profile with the built-in prices and the guide's tiers; [NewPlan] takes others.
func (p *Profile) Plan() (*Plan, error) {
	return NewPlan(p, nil, nil, nil)
}

// value is a field that every profile has.
func (p *Profile) value(field Field) int64 {
	return must(p.Get(field))
}

// value is a field that every plan has.
func (p *Plan) value(field Field) int64 {
	return must(p.Get(field))
}

// must is for what can fail for nobody but a nil handle.
func must(value int64, err error) int64 {
	if err != nil {
		panic(err.Error())
	}
	return value
}
