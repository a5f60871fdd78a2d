"""Invented people for the sample workbook. All but `OTHER_ALPHABET` are written in the GSM-7 alphabet."""


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


LAST_NAMES = words(
    "Berger Schneider Wagner Lang Huber Maier Bauer Fischer Weber Becker Hoffmann Schäfer Koch Richter Klein Wolf "
    "Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Lehmann Köhler "
    "Herrmann König Walter Mayer Kaiser Fuchs Peters Scholz Möller Weiss Jung Hahn Schubert Vogel Friedrich Keller "
    "Günther Frank Winkler Lorenz Baumann Sommer Simon Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jansen "
    "Otto Sauer Busch Horn Arnold Bergmann Pohl Pfeiffer Voigt Ludwig Seidel Franke Thomas Brandl Obermeier Kern "
    "Kaya Demir Yilmaz Aydin Arslan Polat Korkmaz Kurt Aslan Nowak Kowalski Kaminski Mazur Krawczyk Petrova Ivanov "
    "Popescu Horvat Novak Rossi Bianchi Ferrari Romano Moretti Costa Silva Santos Garcia Lopez Moreau Dubois Laurent "
    "Andersen Nielsen Jensen Nguyen Tran Haddad Khalil Okafor Mensah Papadopoulos Georgiou Dimitriou Hansen Larsen"
)
FIRST_NAMES = words(
    "Anna Paul Jonas Thomas Maria Michael Andreas Stefan Sabine Petra Monika Claudia Susanne Martin Markus Christian "
    "Daniel Julia Katrin Nicole Stefanie Sandra Tobias Florian Sebastian Alexander Lukas Felix Leon Mia Emma Hannah "
    "Lena Lea Sophie Laura Johanna Franziska Theresa Veronika Korbinian Ludwig Josef Georg Xaver Anton Jakob Moritz "
    "Emre Deniz Elif Zeynep Mehmet Ahmet Mustafa Fatma Emine Hatice Murat Yusuf Kasia Agnieszka Piotr Tomasz Marek "
    "Irina Olga Natalia Dmitri Sergej Elena Giulia Marco Luca Francesca Paolo Rui Ines Carmen Pablo Lucie Chloé René "
    "Astrid Ingrid Lars Sven Linh Minh Amira Karim Samir Leila Grace Kofi Nikos Eleni Yannis Björn Jürgen Günter Käthe"
)
OTHER_ALPHABET = (
    ("Şahin", "Ayşe", "M-AS 318"),
    ("Yıldız", "Can", "M-CY 77"),
    ("Wójcik", "Łukasz", "FFB-LW 41"),
    ("Dvořák", "Jiří", "DAH-JD 9"),
    ("Đorđević", "Milan", "M-MD 505"),
    ("Ionescu", "Ștefan", "EBE-SI 12"),
    ("Kovačič", "Tina", "M-TK 230"),
)
"""With Yılmaz in row 5 the eight whose letters cost three SMS."""
LONG_LAST = (
    "von Hohenstein-Lindenberg",
    "zu Sternau-Waldeck-Roding",
    "Schwarzenberger-Oberhuber",
    "Leutheusser-Breitenbach",
    "Papadimitriou-Zimmermann",
    "Lindner von Partenstein",
)
LONG_FIRST = (
    "Annemarie Charlotte",
    "Maximilian Friedrich",
    "Christoph-Alexander",
    "Elisabeth Magdalena",
    "Hans-Jürgen",
)
