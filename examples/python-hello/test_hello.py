"""Run after every build: a version that fails here is not deployed."""

import unittest

from hello import GREETING, app
from version import name_version, read_version


class HelloTest(unittest.TestCase):
    def setUp(self):
        self.client = app.test_client()

    def test_the_page_greets_and_names_its_version(self):
        answer = self.client.get("/")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(GREETING, answer.text)
        self.assertIn(read_version(), answer.text)

    def test_health_is_ok(self):
        self.assertEqual(self.client.get("/health").json["status"], "ok")

    def test_the_build_has_named_these_sources(self):
        self.assertEqual(read_version(), name_version())


if __name__ == "__main__":
    unittest.main()
