def test_state_reactivity():
    # Arrange
    counter = State(0)

    # Act
    counter.set(5)

    # Assert
    assert counter.value == 5

def test_component_rendering():
    # Arrange
    button = Button(label="Click me")

    # Act
    rendered = button.render()

    # Assert
    assert rendered["type"] == "button"
    assert rendered["props"]["label"] == "Click me"

@pytest.fixture
def test_state():
    """Fixture for creating a test state instance"""
    return State(initial_value=0)

@pytest.fixture
def test_component():
    """Fixture for creating a basic test component"""
    class TestComponent(Component):
        def render(self):
            return {
                "type": "div",
                "props": {"content": "Test Component"}
            }
    return TestComponent()
