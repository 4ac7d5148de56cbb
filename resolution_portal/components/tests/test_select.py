from django import forms


class Form(forms.Form):
    kind = forms.ChoiceField(choices=[("", "Все"), ("a<b", "«А» & Б"), ("Области", [("c", "В")])])


def test_options_are_escaped_and_the_chosen_one_marked():
    html = str(Form({"kind": "a<b"})["kind"])
    assert '<option value="a&lt;b" selected>«А» &amp; Б</option>' in html
    assert '<option value="">Все</option>' in html
    assert html.count("selected") == 1


def test_a_group_holds_its_options():
    html = " ".join(str(Form()["kind"]).split())
    assert '<optgroup label="Области"> <option value="c">В</option></optgroup>' in html
