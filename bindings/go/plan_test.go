// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestVersions(t *testing.T) {
	if VersionNumber() != HeaderVersion || VersionString() == "" || VersionCheck(HeaderVersion) != nil {
		t.Error(VersionNumber(), VersionString(), VersionCheck(HeaderVersion))
	}
	if err := linked(); err != nil {
		t.Error(err)
	}
	fails(t, foreign("Band"), ErrStructSize, "Band", VersionString())
	if ModelLatest() == 0 || ModelCheck(0) != nil || ModelCheck(ModelLatest()) != nil {
		t.Error(ModelLatest())
	}
}

func TestProfileRows(t *testing.T) {
	p := newChat(t)
	worker := ComponentSpec{Name: "worker", Traffic: 20 * Percent, RequestsPerPod: 5 * PerSecond,
		ResponseTime: 2 * Second, CPURequest: 250, MemoryRequest: 256 * MiB, MinPods: 2}
	audit := TableSpec{Name: "audit", Billing: BillingOnDemand, WritesPerUser: PerMinute, WriteItem: KiB, Stored: GiB}
	for i := 0; i < 2; i++ { // the second time it replaces
		if err := p.PutComponent(worker); err != nil {
			t.Fatal(err)
		}
		if err := p.PutTable(audit); err != nil {
			t.Fatal(err)
		}
	}
	components, err := p.Components()
	if err != nil || len(components) != 1 || components[0] != worker {
		t.Error(components, err)
	}
	tables, err := p.Tables()
	if err != nil || len(tables) != 1 || tables[0] != audit {
		t.Error(tables, err)
	}
	plan, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	rows, err := plan.Components()
	if err != nil || len(rows) != 3 || rows[2].Name != "worker" || rows[2].CPURequest != 250 || rows[2].Bound == BoundNone {
		t.Error(rows, err)
	}
	planned, err := plan.Tables()
	if err != nil || len(planned) != 2 || planned[1].Name != "audit" || planned[1].Billing != BillingOnDemand {
		t.Error(planned, err)
	}
	if err := p.DropComponent("worker"); err != nil {
		t.Error(err)
	}
	if err := p.DropTable("audit"); err != nil {
		t.Error(err)
	}
	if rest, err := p.Components(); err != nil || len(rest) != 0 || rest == nil {
		t.Error(rest, err)
	}
}

func TestProfileSetters(t *testing.T) {
	p := newChat(t, With("spike_buffer", "50%"), WithNodeType("m5.large"), WithNATGateways(Auto), WithQueue(QueueSQS), WithBillNAT(false))
	if p.SpikeBuffer() != 50*Percent || p.NodeType() != "m5.large" || p.NATGateways() != Auto || p.Queue() != QueueSQS || p.BillNAT() {
		t.Error(p.SpikeBuffer(), p.NodeType(), p.NATGateways(), p.Queue(), p.BillNAT())
	}
	if err := p.SetMany([]Field{InZones, InZonesLost}, []int64{3, 1}); err != nil || p.Zones() != 3 || p.ZonesLost() != 1 {
		t.Error(err, p.Zones(), p.ZonesLost())
	}
	if err := p.SetMany(nil, nil); err != nil {
		t.Error(err)
	}
	clone, err := p.Clone()
	if err != nil {
		t.Fatal(err)
	}
	defer clone.Close()
	if err := p.Apply(WithZonesLost(0), WithSpikeBuffer(-1), WithZones(1)); err == nil || p.ZonesLost() != 0 || p.Zones() != 3 {
		t.Error(err, p.ZonesLost(), p.Zones())
	}
	if clone.ZonesLost() != 1 || clone.ConcurrentUsers() != 1000 {
		t.Error("the clone changes too")
	}
	if err := clone.Check(); err != nil {
		t.Error(err)
	}
	if err := clone.Apply(WithZones(1)); err != nil {
		t.Error(err)
	}
	fails(t, clone.Check(), ErrArgument, "zones")
	if s := p.GetName(InZones); s != "" {
		t.Error("a number has the name ", s)
	}
}

func TestPlan(t *testing.T) {
	p := newChat(t)
	plan, err := NewPlan(p, BuiltinCatalog(), BuiltinTiers(), &PlanOptions{Model: ModelLatest()})
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	if plan.Model() != ModelLatest() || plan.TierName() != "medium" || !strings.HasPrefix(plan.CatalogName(), "aws us-east-1 ") {
		t.Error(plan.Model(), plan.TierName(), plan.CatalogName())
	}
	values := make([]int64, 2)
	if err := plan.GetMany([]Field{OutPods, InSpikeBufferPPM}, values); err != nil || values[0] != 9 || values[1] != 300000 {
		t.Error(values, err)
	}
	fails(t, plan.GetMany([]Field{OutPods, InNodeType}, values), ErrField, "at 1")
	choice, err := plan.Choice()
	if err != nil || choice != (TierChoice{Criterion: CriterionConcurrentUsers, Tier: 1, ByUsers: 1, ByTotalUsers: -1}) {
		t.Error(choice, err)
	}
	for answer := AnswerRecommended; answer <= AnswerFormula; answer++ {
		lines, err := plan.Bill(answer)
		if err != nil || len(lines) == 0 {
			t.Fatal(answer, err)
		}
		var sum MicroUSD
		for _, line := range lines {
			if line.Flags&BillOff == 0 {
				sum += line.Monthly
			}
		}
		if want := map[Answer]MicroUSD{AnswerRecommended: plan.Monthly(), AnswerTier: plan.TierMonthly(), AnswerFormula: plan.FormulaMonthly()}[answer]; sum != want {
			t.Errorf("%s: the lines make %s, the total is %s", answer, sum, want)
		}
		groups, err := plan.Groups(answer)
		if err != nil || len(groups) == 0 || groups[0].NodeType == "" || groups[0].Hour <= 0 {
			t.Error(answer, groups, err)
		}
	}
	_, err = plan.Groups(Answer(9))
	fails(t, err, ErrArgument)
	findings, err := plan.Findings()
	if err != nil || int64(len(findings)) != plan.FindingsCount() || findings[0].Rank != 1 || findings[0].Severity < SeverityInfo {
		t.Error(len(findings), err)
	}
	steps, err := plan.Steps(OutNodes)
	if err != nil || len(steps) == 0 || steps[0].Field != OutNodes || steps[0].Value != 4 {
		t.Error(steps, err)
	}
	if all, err := plan.Steps(FieldNone); err != nil || len(all) <= len(steps) {
		t.Error(len(all), err)
	}
	_, err = plan.Steps(InZones)
	fails(t, err, ErrField)

	if err := p.Apply(WithConcurrentUsers(2000)); err != nil {
		t.Fatal(err)
	}
	after, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	differences, err := plan.Differences(after)
	if err != nil || len(differences) == 0 || differences[0] != (Difference{OutUsers, 1000, 2000}) {
		t.Error(differences, err)
	}
	_, err = plan.Differences(nil)
	fails(t, err, ErrArgument)
}

func TestTexts(t *testing.T) {
	p := newChat(t)
	plan, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	written := map[string]func(Format) (string, error){
		"plan": plan.Write, "steps": plan.WriteSteps,
		"differences": func(format Format) (string, error) { return plan.WriteDifferences(plan, format) },
		"profile":     p.WriteText, "catalog": BuiltinCatalog().WriteText, "tiers": BuiltinTiers().WriteText,
	}
	for name, write := range written {
		s, err := write(FormatJSON)
		if err != nil || !json.Valid([]byte(s)) {
			t.Errorf("%s: %v: %s", name, err, s)
		}
		if _, err := write(Format(9)); err == nil {
			t.Errorf("%s is written in a form that is none", name)
		}
	}
	text, err := plan.Write(FormatText)
	if err != nil || !strings.Contains(text, "$479.37") {
		t.Error(text, err)
	}
	markdown, err := plan.WriteSteps(FormatMarkdown)
	if err != nil || !strings.Contains(markdown, "\n### nodes = 4\n") {
		t.Error(markdown, err)
	}
}

func TestCatalog(t *testing.T) {
	catalog := BuiltinCatalog()
	defer catalog.Close()
	if catalog.Name() != "aws" || catalog.Region() != "us-east-1" || len(catalog.AsOf()) != 10 {
		t.Error(catalog.Name(), catalog.Region(), catalog.AsOf())
	}
	machines, err := catalog.Machines()
	if err != nil || len(machines) != 180 {
		t.Fatal(len(machines), err)
	}
	for _, machine := range machines {
		found, err := catalog.FindMachine(machine.Name)
		if err != nil || found != machine {
			t.Error(machine, found, err)
		}
	}
	meters, err := catalog.Meters()
	if err != nil || len(meters) == 0 {
		t.Fatal(err)
	}
	for _, meter := range meters {
		found, err := catalog.FindMeter(meter.Name)
		if err != nil || found != meter {
			t.Error(meter, found, err)
		}
		bands, err := catalog.Bands(meter.Name)
		if err != nil || len(bands) == 0 {
			t.Error(meter.Name, err)
		}
		list, err := catalog.Cost(meter.Name, meter.UnitQuantity, false)
		if err != nil || list != (MicroUSD(bands[0].Price)+500)/1000 && bands[0].End >= meter.UnitQuantity {
			t.Error(meter.Name, list, bands[0].Price, err)
		}
		if free, err := catalog.Cost(meter.Name, meter.UnitQuantity, true); err != nil || free > list {
			t.Error(meter.Name, free, err)
		}
	}
	options, err := catalog.Options()
	if err != nil || len(options) == 0 || options[0].Scope == "" {
		t.Error(len(options), err)
	}
	price, err := catalog.MachinePrice("t3.large", PurchaseOnDemand, 0)
	if err != nil || price.String() != "$0.0832" {
		t.Error(price, err)
	}
	committed, err := catalog.MachinePrice("t3.large", PurchaseCommitted, Commitment3YAllUpfront)
	if err != nil || committed >= price {
		t.Error(committed, err)
	}
	_, err = catalog.FindMeter("none")
	fails(t, err, ErrNotFound)
	_, err = catalog.Bands("none")
	fails(t, err, ErrNotFound)
	_, err = catalog.Cost("none", 1, true)
	fails(t, err, ErrNotFound)
	_, err = catalog.MachinePrice("none", PurchaseSpot, 0)
	fails(t, err, ErrNotFound)
}

func TestCatalogBuilder(t *testing.T) {
	builtin := BuiltinCatalog()
	b, err := NewCatalogBuilder(builtin)
	builtin.Close()
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	machine, err := (*Catalog)(nil).FindMachine("t3.large")
	if err != nil {
		t.Fatal(err)
	}
	machine.Name, machine.Hour = "own.large", 50000000
	meter := Meter{Name: "own.meter", Service: "own", Item: "things", Unit: "thing", UnitQuantity: 1, Region: "us-east-1",
		AsOf: "2026-11-24", Source: "contract"}
	option := Option{Kind: OptionSpotMeasured, Scope: "own.large", Price: 20000000, Off: 600000, AsOf: "2026-11-24", Source: "contract"}
	for _, err := range []error{
		b.SetSource("own", "us-east-1", "2026-11-24"),
		b.PutMachine(machine), b.PutMachine(machine),
		b.PutMeter(meter, list(10, Open), list(2000000, 1000000)),
		b.PutOption(option),
		b.DropMachine("c5.18xlarge"),
		b.DropMeter("sqs.fifo"),
		b.DropOption(OptionSpotMeasured, "t3.large"),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	fails(t, b.DropMachine("c5.18xlarge"), ErrNotFound)
	fails(t, b.DropMeter("sqs.fifo"), ErrNotFound)
	fails(t, b.DropOption(OptionSpotMeasured, "t3.large"), ErrNotFound)
	fails(t, b.PutMachine(Machine{Name: "bad"}), ErrRange)
	fails(t, b.PutMeter(meter, list(Open), list(-1)), ErrRange)
	fails(t, b.PutOption(Option{Kind: 99, Scope: "t3"}), ErrRange)
	fails(t, b.SetSource("", "us-east-1", "2026-11-24"), ErrRange)
	own, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	fails(t, b.PutMachine(machine), ErrState)
	_, err = b.Finish()
	fails(t, err, ErrState)
	b.Close()

	if found, err := own.FindMachine("own.large"); err != nil || found != machine {
		t.Error(found, err)
	}
	if cost, err := own.Cost("own.meter", 12, false); err != nil || cost != 10*2000+2*1000 {
		t.Error(cost, err)
	}
	if price, err := own.MachinePrice("own.large", PurchaseSpot, 0); err != nil || price != 20000000 {
		t.Error(price, err)
	}
	plan, err := NewPlan(newChat(t, WithNodeType("own.large"), WithQueue(QueueNone)), own, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	if !strings.HasPrefix(plan.CatalogName(), "own ") {
		t.Error(plan.CatalogName())
	}
}

func TestTiers(t *testing.T) {
	tiers := BuiltinTiers()
	defer tiers.Close()
	if tiers.Count() != 4 || tiers.Source() == "" {
		t.Error(tiers.Count(), tiers.Source())
	}
	for i := 0; i < tiers.Count(); i++ {
		tier, err := tiers.Get(i)
		if err != nil || tier.Title == "" {
			t.Fatal(err)
		}
		if at, err := tiers.Find(tier.Name); err != nil || at != i {
			t.Error(tier.Name, at, err)
		}
		components, err := tiers.Components(i)
		if err != nil || len(components) != 2 || components[0].CPURequest <= 0 {
			t.Error(components, err)
		}
		groups, err := tiers.Groups(i)
		if err != nil || len(groups) == 0 || groups[0].Purchase == 0 {
			t.Error(groups, err)
		}
		items, err := tiers.Items(i)
		if err != nil || len(items) == 0 || items[0].MonthlyHigh < items[0].MonthlyLow {
			t.Error(items, err)
		}
	}
	last, err := tiers.Get(3)
	if err != nil || last.UsersMax != Open {
		t.Error(last, err)
	}
	choice, err := tiers.Select(500, Auto)
	if err != nil || choice.Tier != 1 || choice.Criterion != CriterionConcurrentUsers {
		t.Error(choice, err)
	}
	_, err = tiers.Get(-1)
	fails(t, err, ErrNotFound)
	_, err = tiers.Get(4)
	fails(t, err, ErrNotFound)
	_, err = tiers.Find("huge")
	fails(t, err, ErrNotFound)
	_, err = tiers.Components(4)
	fails(t, err, ErrNotFound)
	_, err = tiers.Groups(4)
	fails(t, err, ErrNotFound)
	_, err = tiers.Items(4)
	fails(t, err, ErrNotFound)
	_, err = tiers.Select(-1, Auto)
	fails(t, err, ErrRange)
}

func TestGuide(t *testing.T) {
	for section := GuideAssumptions; section <= GuideScaleUp; section++ {
		entries, err := GuideGet(section)
		if err != nil || len(entries) == 0 || entries[0].Section != section || entries[0].Text == "" {
			t.Error(section, err)
		}
		if section.Title() == "" {
			t.Error(section)
		}
	}
	if s := GuideSection(99).Title(); s != "" {
		t.Error(s)
	}
}
